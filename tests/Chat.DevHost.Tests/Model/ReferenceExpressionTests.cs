using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Tests.Model;

public sealed class ReferenceExpressionTests
{
    private static readonly ParameterResource Name = new("name", _ => "a b");

    [Fact]
    public async Task Braces_of_the_text_are_braces_of_the_value()
    {
        var expression = ReferenceExpression.Create($"{{x}} {Name} {"{y}"}");
        Assert.Equal("{x} a b {y}", await expression.GetValueAsync());
        Assert.Equal("{x} {name.value} {y}", expression.ValueExpression);
    }

    [Fact]
    public async Task An_expression_is_part_of_another()
    {
        var inner = ReferenceExpression.Create($"<{Name}>");
        var outer = ReferenceExpression.Create($"{inner}{Name:uri}");
        Assert.Equal("<a b>a%20b", await outer.GetValueAsync());
        Assert.Equal("<{name.value}>{name.value}", outer.ValueExpression);
    }

    [Theory]
    [InlineData("A B", "yes")]
    [InlineData("other", "no")]
    public async Task A_condition_chooses_when_the_application_runs(string match, string chosen)
    {
        var expression = ReferenceExpression.CreateConditional(
            Name, match, ReferenceExpression.Create($"yes"), ReferenceExpression.Create($"no"));
        Assert.True(expression.IsConditional);
        Assert.Equal(chosen, await expression.GetValueAsync());
        Assert.Matches(@"^\{cond-name-value-[0-9a-f]{8}\.connectionString\}$", expression.ValueExpression);
    }

    [Fact]
    public async Task A_value_is_encoded_in_known_ways_only() =>
        await Assert.ThrowsAsync<FormatException>(async () => await ReferenceExpression.Create($"{Name:json}").GetValueAsync());
}

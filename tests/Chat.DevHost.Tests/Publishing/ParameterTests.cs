using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Tests.Publishing;

public sealed class ParameterTests
{
    private readonly IDistributedApplicationBuilder _builder = Sample.Publishing();

    [Fact]
    public async Task A_value_is_published_only_as_a_default_that_was_asked_for()
    {
        _builder.AddParameter("size", "small", publishValueAsDefault: true);
        _builder.AddParameter("silent", "known here");
        var manifest = await PublishedManifest.OfAsync(_builder);
        Assert.Equal("small", (string?)manifest.Node("size")["inputs"]!["value"]!["default"]!["value"]);
        Assert.DoesNotContain("known here", manifest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_has_no_published_default() =>
        Assert.Throws<ArgumentException>(() => _builder.AddParameter("key", "value", publishValueAsDefault: true, secret: true));

    [Fact]
    public async Task How_a_value_is_generated_is_said_where_it_differs()
    {
        _builder.AddParameter("key", new GenerateParameterDefault { MinLength = 64, Special = false, Upper = false, MinNumeric = 2 }, secret: true);
        Assert.Equal(
            """{"generate":{"minLength":64,"upper":false,"special":false,"minNumeric":2}}""",
            (await PublishedManifest.OfAsync(_builder)).Node("key")["inputs"]!["value"]!["default"]!.ToJsonString());
    }

    [Fact]
    public async Task An_encoded_parameter_that_is_written_already_follows_at_the_end()
    {
        var password = _builder.AddParameter("password", secret: true);
        var redis = _builder.AddRedis("redis", password: password);
        _builder.AddProject<Producer>("producer").WithReference(redis);
        var names = (await PublishedManifest.OfAsync(_builder)).Names;
        Assert.Equal(["password", "redis", "producer", "password-uri-encoded"], names.Take(4));
    }

    [Fact]
    public async Task An_encoded_parameter_gives_way_to_a_resource_of_its_name()
    {
        var password = _builder.AddParameter("password", secret: true);
        _builder.AddParameter("password-uri-encoded");
        _builder.AddProject<Producer>("producer").WithEnvironment("URI", $"x://{password:uri}@host");
        var manifest = await PublishedManifest.OfAsync(_builder);
        Assert.Equal("x://{password-uri-encoded-1.value}@host", (string?)manifest.Node("producer")["env"]!["URI"]);
        Assert.Equal("{password.value}", (string?)manifest.Node("password-uri-encoded-1")["value"]);
    }

    [Fact]
    public async Task A_local_run_generates_what_is_not_configured_and_keeps_it()
    {
        var builder = Sample.Running();
        builder.Configuration["Parameters:configured"] = "given";
        var generated = new GenerateParameterDefault { MinLength = 30, Special = false, Lower = false, MinNumeric = 3 };
        var free = builder.AddParameter("free", generated, secret: true).Resource;

        var value = await free.GetValueAsync();

        Assert.Matches("^[A-Z0-9]{30}$", value);
        Assert.True(value!.Count(char.IsAsciiDigit) >= 3);
        Assert.Equal(value, await free.GetValueAsync());
        Assert.Equal("given", await builder.AddParameter("configured", generated).Resource.GetValueAsync());
    }

    [Fact]
    public async Task A_local_run_encodes_the_value()
    {
        var password = Sample.Running().AddParameter("password", "a,b c");
        Assert.Equal("x://a%2Cb%20c@host", await ReferenceExpression.Create($"x://{password:uri}@host").GetValueAsync());
    }
}

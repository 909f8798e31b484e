using Chat.Messaging.Operations;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

public sealed class OperatorCommandsTests
{
    [Theory]
    [InlineData]
    [InlineData("--urls", "http://127.0.0.1:0")]
    [InlineData("--environment=Production")]
    [InlineData("urls=http://127.0.0.1:0")]
    public async Task Without_a_command_the_service_starts(params string[] args) => Assert.Null(await OperatorCommands.TryRunAsync(args));

    [Theory]
    [InlineData("restord", "chat-0")]
    [InlineData("restored", "chat-0", "--buy", "5")]
    public async Task A_misspelt_command_starts_nothing(params string[] args) => Assert.Equal(2, await OperatorCommands.TryRunAsync(args));

    [Theory]
    [InlineData("chat-0", "--by", "5", "--again")]
    [InlineData("chat-0", "by=5", "again=true")]
    public void Arguments_are_words_options_and_flags(params string[] args)
    {
        var arguments = new OperationArguments(args, ["--by"], ["--again", "--force"]);

        Assert.Equal(["chat-0"], arguments.Words);
        Assert.Equal(5, arguments.PositiveNumber("--by"));
        Assert.True(arguments.Has("--again"));
        Assert.False(arguments.Has("--force"));
    }

    [Theory]
    [InlineData("--by")]
    [InlineData("--by", "many")]
    [InlineData("--by", "0")]
    [InlineData("by=")]
    public void A_number_is_one_above_0(params string[] args) =>
        Assert.Throws<UsageException>(() => new OperationArguments(args, ["--by"], []).PositiveNumber("--by"));
}

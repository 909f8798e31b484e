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

    [Fact]
    public async Task Without_databases_nothing_is_done_and_no_exception_escapes() => Assert.Equal(1, await OperatorCommands.TryRunAsync(["restored", "chat-0"]));

    [Theory]
    [InlineData("fence", "--to", "chat-2", "--force")]
    [InlineData("fence", "to=chat-2", "force=true")]
    public void Arguments_are_words_options_and_flags(params string[] args)
    {
        var arguments = new OperationArguments(args, ["--to"], ["--force", "--sign-out"]);

        Assert.Equal(["fence"], arguments.Words);
        Assert.Equal("chat-2", arguments.Required("--to"));
        Assert.True(arguments.Has("--force"));
        Assert.False(arguments.Has("--sign-out"));
    }
}

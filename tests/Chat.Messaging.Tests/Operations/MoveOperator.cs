using Chat.Messaging.Operations;
using Chat.Messaging.Operations.Moving;
using Chat.Messaging.Storage;
using Chat.Testing;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

/// <summary>Who gives the steps of a move.</summary>
public sealed class MoveOperator(DatabaseServer server) : IAsyncDisposable
{
    private readonly StringWriter _output = new();

    public async Task RunAsync(ShardMap map, string step, string logical = "64-127", string from = "chat-0", string to = "chat-2", bool force = false)
    {
        var databases = server.Operate(map: map, movePassword: "0123456789abcdef");
        var arguments = new OperationArguments(
            [step, "--logical", logical, "--from", from, "--to", to, .. force ? (string[])["--force"] : []], ["--logical", "--from", "--to"], ["--force"]);
        try
        {
            await new MoveCommand().RunAsync(databases, arguments, _output, CancellationToken.None);
        }
        finally
        {
            await DatabaseServer.CloseAsync(databases.Shards);
        }
    }

    public Task CopiedAsync(ShardMap map, string logical = "64-127", string from = "chat-0", string to = "chat-2") => Eventually.Succeeds(
        async _ =>
        {
            _output.GetStringBuilder().Clear();
            await RunAsync(map, "status", logical, from, to);
            Assert.Contains("Tables being copied: 0.", _output.ToString(), StringComparison.Ordinal);
        },
        what: "all tables are copied");

    public async ValueTask DisposeAsync() => await _output.DisposeAsync();
}

namespace Chat.Stack.Tests;

/// <summary>Processes are killed while a conversation goes on; nobody may miss anything, or get it twice or out of order.</summary>
[Collection(StackTests.Name)]
public sealed class KillingTests(StackFixture fixture) : IDisposable
{
    // About 12 s of sending, so that there is a middle to kill in.
    private static readonly string[] Conversation = ["replay", "--rooms", "2", "--lines", "120", "--rate", "20", "--disturbed"];

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));

    private CancellationToken Cancellation => _limit.Token;

    private string Edge => fixture.Stack.Edge.ToString();

    public void Dispose() => _limit.Dispose();

    [Theory]
    [InlineData("gateway")]
    [InlineData("messaging")]
    public async Task A_conversation_goes_on_when_one_of_two_is_killed(string service)
    {
        await using var load = LoadRun.Start([.. Conversation, "--edge", Edge]);
        await load.UnderWayAsync(Cancellation);
        await fixture.Stack.KillAsync(service);
        await load.PassedAsync(Cancellation);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_everything_was_killed_at_once()
    {
        var acks = Path.Combine(fixture.Stack.Data, "acks.log");
        await using var load = LoadRun.Start([.. Conversation, "--acks", acks, "--edge", Edge]);
        await load.UnderWayAsync(Cancellation);
        await fixture.Stack.KillEverythingAsync();
        await load.PassedAsync(Cancellation);

        await using var verify = LoadRun.Start("verify", acks, "--edge", Edge);
        await verify.PassedAsync(Cancellation);
    }
}

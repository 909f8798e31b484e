using Chat.Messaging.Sending;
using Xunit;

namespace Chat.Messaging.Tests.Storage.Suite;

public sealed class ModelShardStoreTests : ShardStoreSuite
{
    [Fact]
    public async Task The_work_meets_every_verdict()
    {
        var script = new ShardScript(await OpenAsync(), seed: 1);

        await script.RunAsync(steps: 1_000);

        Assert.All(Enum.GetNames<SendVerdict>(), verdict =>
            Assert.Contains(script.Results, result => result.StartsWith("send ", StringComparison.Ordinal) && result.Contains($" {verdict} ", StringComparison.Ordinal)));
    }

    protected override Task<ShardUnderTest> OpenAsync() => Task.FromResult<ShardUnderTest>(new ModelShardUnderTest());
}

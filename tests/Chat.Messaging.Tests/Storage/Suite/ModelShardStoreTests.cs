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

    [Fact]
    public async Task The_work_withholds_messages_and_watermarks_also_when_they_are_published_again()
    {
        var script = new ShardScript(await OpenAsync(), seed: 1);

        await script.RunAsync(steps: 1_000);

        Assert.Contains(script.Results, result => result.StartsWith("send ", StringComparison.Ordinal) && result.Contains(" u_", StringComparison.Ordinal));
        Assert.Contains(script.Results, result => result.StartsWith("watermark True ", StringComparison.Ordinal) && result.Contains(" u_", StringComparison.Ordinal));
        Assert.Contains(script.Results, result => result.StartsWith("event ", StringComparison.Ordinal) && result.Split(' ')[3] != "0");
    }

    protected override Task<ShardUnderTest> OpenAsync() => Task.FromResult<ShardUnderTest>(new ModelShardUnderTest());
}

using System.Text.Json;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Contracts.Tests;

public sealed class WireTimeTests
{
    [Fact]
    public void A_time_has_milliseconds_and_a_z()
    {
        var time = WireTime.Of(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)).AddTicks(67_0001));
        Assert.Equal("2026-01-02T02:04:05.006Z", time.ToString());
    }

    [Fact]
    public void What_was_written_reads_as_the_same()
    {
        var ack = new SendAck(Guid.NewGuid(), new MessageId(new ChatId(5), 1), new ChatId(5), 1, new WireTime(1_767_322_985_120));
        var json = JsonSerializer.Serialize(ack, ChatJson.Default.SendAck);

        Assert.Contains("\"sentAt\":\"2026-01-02T03:03:05.120Z\"", json, StringComparison.Ordinal);
        Assert.Equal(ack, JsonSerializer.Deserialize(json, ChatJson.Default.SendAck));
    }
}

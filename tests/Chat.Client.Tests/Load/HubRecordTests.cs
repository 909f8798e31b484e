using System.Text;
using Chat.Load.Wire;

namespace Chat.Client.Tests.Load;

public sealed class HubRecordTests
{
    private const string Presence = """{"type":1,"target":"Presence","arguments":[{"userId":"u_1","status":"ONLINE"}]}""";

    [Theory]
    [InlineData("Message", RecordKind.Message)]
    [InlineData("Receipt", RecordKind.Receipt)]
    [InlineData("Presence", RecordKind.Presence)]
    [InlineData("ChatChanged", RecordKind.ChatChanged)]
    [InlineData("Typing", RecordKind.Other)]
    internal void Events_are_told_apart_by_their_target(string target, RecordKind kind) =>
        Assert.Equal(kind, HubRecord.KindOf(Encoding.UTF8.GetBytes($$"""{"type":1,"target":"{{target}}","arguments":[{}]}""")));

    [Fact]
    public void Texts_are_found_by_their_field()
    {
        var record = Encoding.UTF8.GetBytes(Presence);
        Assert.Equal("u_1", Encoding.UTF8.GetString(HubRecord.Text(record, "\"userId\":\""u8)));
        Assert.Equal("ONLINE", Encoding.UTF8.GetString(HubRecord.Text(record, "\"status\":\""u8)));
        Assert.Throws<FormatException>(() => HubRecord.Text(Encoding.UTF8.GetBytes(Presence), "\"chatId\":\""u8).Length);
    }

    [Fact]
    public void A_goodbye_is_the_last_frame_after_what_was_written()
    {
        var frames = new FrameWriter();
        frames.Append(HubRecord.Close);
        frames.AppendClose();

        var written = frames.Written.Span;
        Assert.Equal(0x81, written[0]);
        Assert.Equal([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8], written[^8..].ToArray());
    }
}

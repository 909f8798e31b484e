using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Contracts.Tests.Hub;

/// <summary>What goes out on the wire, to the letter.</summary>
public sealed class WireShapeTests
{
    private static readonly ChatId Chat = new(7);
    private static readonly UserId User = new(8);
    private static readonly DeviceId Device = new(9);
    private static readonly Guid ClientMsgId = new("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static readonly WireTime At = new(1_767_322_985_120);

    private static readonly Message Message = new(
        new MessageId(Chat, 3), Chat, 3, "message", null, User, Device, ClientMsgId, [1, 2, 255], [new MediaId(4)], At);

    [Fact]
    public void A_message() => Assert.Equal(
        """{"serverMsgId":"m_000000000073","chatId":"c_00000000007","seq":3,"kind":"message","from":"u_00000000008","fromDevice":"d_00000000009","clientMsgId":"0f8fad5b-d9cb-469f-a165-70867728950e","ciphertext":"AQL/","mediaIds":["f_00000000004"],"sentAt":"2026-01-02T03:03:05.120Z"}""",
        Json(Message, ChatJson.Default.Message));

    [Fact]
    public void An_event_says_what_it_refers_to() => Assert.Contains(
        "\"kind\":\"event\",\"refSeq\":2,", Json(Message with { Kind = "event", RefSeq = 2 }, ChatJson.Default.Message), StringComparison.Ordinal);

    [Fact]
    public void An_ack() => Assert.Equal(
        """{"clientMsgId":"0f8fad5b-d9cb-469f-a165-70867728950e","serverMsgId":"m_000000000073","chatId":"c_00000000007","seq":3,"sentAt":"2026-01-02T03:03:05.120Z"}""",
        Json(new SendAck(ClientMsgId, new MessageId(Chat, 3), Chat, 3, At), ChatJson.Default.SendAck));

    [Fact]
    public void A_receipt() => Assert.Equal(
        """{"chatId":"c_00000000007","userId":"u_00000000008","type":"READ","seq":3,"at":"2026-01-02T03:03:05.120Z"}""",
        Json(new Receipt(Chat, User, nameof(ReceiptType.READ), 3, At), ChatJson.Default.Receipt));

    [Fact]
    public void Heads() => Assert.Equal(
        """{"heads":[{"chatId":"c_00000000007","lastSeq":3,"readSeq":2,"version":1}]}""",
        Json(new Heads([new Head(Chat, 3, 2, 1)]), ChatJson.Default.Heads));

    [Fact]
    public void A_change_of_a_chat()
    {
        Assert.Equal(
            """{"chatId":"c_00000000007","version":4,"firstSeq":1,"change":"member-added","userId":"u_00000000008"}""",
            Json(new ChatChanged(Chat, 4, 1, ChatChange.MemberAdded, User), ChatJson.Default.ChatChanged));
        Assert.DoesNotContain("userId", Json(new ChatChanged(Chat, 4, 1, ChatChange.Renamed, null), ChatJson.Default.ChatChanged), StringComparison.Ordinal);
    }

    [Fact]
    public void A_closing()
    {
        Assert.Equal("""{"reason":"draining","retryAfterMs":1500}""", Json(new Closing(CloseReasons.Draining, 1500), ChatJson.Default.Closing));
        Assert.Equal("""{"reason":"replaced"}""", Json(new Closing(CloseReasons.Replaced, null), ChatJson.Default.Closing));
    }

    [Fact]
    public void Tokens() => Assert.Equal(
        """{"accessToken":"a","refreshToken":"r","expiresIn":900,"userId":"u_00000000008","deviceId":"d_00000000009"}""",
        Json(new Tokens("a", "r", 900, User, Device), ChatJson.Default.Tokens));

    [Fact]
    public void A_chat_of_a_list() => Assert.Equal(
        """{"chatId":"c_00000000007","type":"group","title":"t","role":"owner","memberCount":2,"firstSeq":1,"lastSeq":3,"readSeq":2,"deliveredSeq":3,"unread":1}""",
        Json(new ChatSummary(Chat, "group", "t", "owner", 2, 1, 3, 2, 3, 1, null), ChatJson.Default.ChatSummary));

    [Fact]
    public void An_empty_result() => Assert.Equal("{}", Json(new Empty(), ChatJson.Default.Empty));

    [Fact]
    public void A_send_reads_with_and_without_what_may_be_left_out()
    {
        var lone = Read("""{"clientMsgId":"0f8fad5b-d9cb-469f-a165-70867728950e","chatId":"c_00000000007","ciphertext":"AQL/"}""", ChatJson.Default.SendRequest);
        Assert.Equal((Chat, null, null), (lone.ChatId, lone.Kind, lone.RefSeq));
        Assert.Equal([1, 2, 255], lone.Ciphertext);

        var whole = Read(
            """{"clientMsgId":"0f8fad5b-d9cb-469f-a165-70867728950e","chatId":"c_00000000007","ciphertext":"","mediaIds":["f_00000000004"],"kind":"event","refSeq":2,"unknown":1}""",
            ChatJson.Default.SendRequest);
        Assert.Equal(("event", 2L), (whole.Kind, whole.RefSeq));
        Assert.Equal([new MediaId(4)], whole.MediaIds!);
    }

    [Fact]
    public void A_sync_reads_with_and_without_what_may_be_left_out()
    {
        var bare = Read("""{"cursors":[]}""", ChatJson.Default.SyncRequest);
        Assert.Equal((false, null), (bare.Only, bare.Newest));
        var whole = Read("""{"cursors":[{"chatId":"c_00000000007","seq":3}],"only":true,"newest":20}""", ChatJson.Default.SyncRequest);
        Assert.Equal(new Cursor(Chat, 3), Assert.Single(whole.Cursors!));
        Assert.Equal((true, 20), (whole.Only, whole.Newest));
    }

    [Fact]
    public void A_number_in_quotes_is_no_number() =>
        Assert.Throws<JsonException>(() => Read("""{"chatId":"c_00000000007","type":"READ","seq":"3"}""", ChatJson.Default.ReceiptRequest));

    private static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T Read<T>(string json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;
}

using Chat.Contracts.Hub;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

[Collection(GatewayStackCollection.Name)]
public sealed class BadInputTests(GatewayStack stack)
{
    /// <summary>SignalR's own refusal of what does not bind.</summary>
    private const string Binding = "SignalR";

    private const string Id = "\"clientMsgId\":\"11111111-1111-1111-1111-111111111111\"";
    private const string Chat = "\"chatId\":\"c_00000000048\"";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "Send", "[null]", "bad-request" },
        { "Send", "[{}]", "bad-request" },
        { "Send", $$"""[{{{Chat}},"ciphertext":"AQ=="}]""", "bad-request" },
        { "Send", $$"""[{{{Id}},"ciphertext":"AQ=="}]""", "bad-request" },
        { "Send", $$"""[{{{Id}},{{Chat}}}]""", "bad-request" },
        { "Send", $$"""[{{{Id}},{{Chat}},"ciphertext":""}]""", "bad-request" },
        { "Send", $$"""[{{{Id}},{{Chat}},"ciphertext":"AQ==","kind":"shout"}]""", "bad-request" },
        { "Send", $$"""[{{{Id}},{{Chat}},"ciphertext":"AQ==","refSeq":-1}]""", "bad-request" },
        { "Send", $$"""[{{{Id}},"chatId":"nonsense","ciphertext":"AQ=="}]""", "chat-not-found" },
        { "Send", $$"""[{{{Id}},"chatId":"u_00000000048","ciphertext":"AQ=="}]""", "chat-not-found" },
        { "Send", $$"""[{{{Id}},"chatId":"{{MessagingServer.Foreign}}","ciphertext":"AQ=="}]""", "chat-not-found" },
        { "Send", $$"""[{{{Id}},{{Chat}},"ciphertext":"AQ==","mediaIds":["f_nope"]}]""", "media-not-found" },
        { "Send", $$"""[{{{Id}},{{Chat}},"ciphertext":"{{Convert.ToBase64String(new byte[65_537])}}"}]""", "too-large" },
        { "Send", $$"""[{{{Id}},{{Chat}},"ciphertext":"not base64"}]""", Binding },
        { "Send", $$"""[{{{Id}},{{Chat}},"ciphertext":5}]""", Binding },
        { "Send", $$"""[{"clientMsgId":"no uuid",{{Chat}},"ciphertext":"AQ=="}]""", Binding },
        { "Send", $$"""[{{{Id}},"chatId":5,"ciphertext":"AQ=="}]""", Binding },
        { "Send", "[5]", Binding },
        { "Send", "[]", Binding },
        { "Send", "[{},{}]", Binding },
        { "Receipt", "[null]", "bad-request" },
        { "Receipt", "[{}]", "bad-request" },
        { "Receipt", $$"""[{{{Chat}},"type":"READ"}]""", "bad-request" },
        { "Receipt", $$"""[{{{Chat}},"seq":1}]""", "bad-request" },
        { "Receipt", $$"""[{{{Chat}},"seq":1,"type":"read"}]""", "bad-request" },
        { "Receipt", $$"""[{{{Chat}},"seq":-1,"type":"READ"}]""", "bad-request" },
        { "Receipt", $$"""[{{{Chat}},"serverMsgId":"m_x","type":"READ"}]""", "bad-request" },
        { "Receipt", $$"""[{{{Chat}},"serverMsgId":"m_000000000491","type":"READ"}]""", "bad-request" },
        { "Receipt", """[{"chatId":"nonsense","seq":1,"type":"READ"}]""", "chat-not-found" },
        { "Receipt", $$"""[{"chatId":"{{MessagingServer.Foreign}}","seq":1,"type":"READ"}]""", "not-a-member" },
        { "Receipt", $$"""[{{{Chat}},"seq":"1","type":"READ"}]""", Binding },
        { "Typing", "[null]", "bad-request" },
        { "Typing", "[{}]", "bad-request" },
        { "Typing", $$"""[{{{Chat}}}]""", "bad-request" },
        { "Typing", """[{"typing":true}]""", "bad-request" },
        { "Typing", $$"""[{{{Chat}},"typing":"yes"}]""", Binding },
        { "Renew", "[null]", "bad-request" },
        { "Renew", "[{}]", "bad-request" },
        { "Renew", """[{"accessToken":"forged"}]""", "bad-request" },
        { "Heartbeat", "[5]", Binding },
        { "Unknown", "[]", "Method does not exist." },
        { "Sync", "[{}]", Binding },
    };

    [Fact]
    public async Task Bad_input_is_refused_and_the_connection_lives()
    {
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        foreach (var row in Cases)
        {
            var (target, arguments, expected) = ((string)row[0], (string)row[1], (string)row[2]);
            var refusal = await Record.ExceptionAsync(() => socket.InvokeRawAsync(target, arguments));
            var shown = arguments[..Math.Min(arguments.Length, 120)];
            var actual = refusal is HubRefusedException refused ? refused.Code : refusal is InvalidOperationException ? Binding : "";
            Assert.True(expected == actual, $"{target} {shown}: {expected}, but {refusal?.Message}");
        }

        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
    }

    [Fact]
    public async Task Refusals_carry_their_code_before_the_colon()
    {
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        var refusal = await Assert.ThrowsAsync<HubRefusedException>(() => socket.InvokeRawAsync("Send", "[{}]"));
        Assert.Equal("bad-request: clientMsgId must be a UUID other than zero.", refusal.Message);
    }

    public static TheoryData<string> BadSyncs =>
    [
        """{"cursors":[{"chatId":"nonsense","seq":1}]}""",
        """{"cursors":[{"chatId":"c_00000000048","seq":-1}]}""",
        """{"cursors":[null]}""",
        """{"newest":0}""",
        $$"""{"cursors":[{{string.Join(',', Enumerable.Repeat("""{"chatId":"c_00000000048","seq":1}""", 2_001))}}]}""",
    ];

    [Theory]
    [MemberData(nameof(BadSyncs), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_sync_is_refused(string request)
    {
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        var argument = System.Text.Json.JsonDocument.Parse(request).RootElement;
        var refusal = await Assert.ThrowsAsync<HubRefusedException>(() => socket.StreamAsync(HubMethods.Sync, argument));
        Assert.Equal("bad-request", refusal.Code);
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
    }

    [Fact]
    public async Task A_frame_over_256_KiB_closes_the_connection_and_no_other()
    {
        var (user, device) = stack.NewDevice();
        var (other, otherDevice) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await using var bystander = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(other, otherDevice));
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        await socket.WriteAsync($$"""{"type":1,"target":"Send","arguments":["{{new string('x', 257 * 1024)}}"]}""");
        await socket.Closed;
        await bystander.InvokeAsync(HubMethods.Heartbeat, new { });
    }
}

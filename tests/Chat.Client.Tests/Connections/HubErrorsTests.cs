using Chat.Client.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Client.Tests.Connections;

public sealed class HubErrorsTests
{
    [Theory]
    [InlineData("An unexpected error occurred invoking 'Send' on the server. HubException: not-a-member: Not in this chat.", "not-a-member", "Not in this chat.")]
    [InlineData("too-large: At most 64 KiB: no more.", "too-large", "At most 64 KiB: no more.")]
    [InlineData("An unexpected error occurred invoking 'Send' on the server.", "unavailable", "An unexpected error occurred invoking 'Send' on the server.")]
    [InlineData("Failed to invoke 'Send': whatever", "unavailable", "Failed to invoke 'Send': whatever")]
    public void The_protocols_code_and_sentence_are_read(string text, string code, string sentence)
    {
        var refusal = HubErrors.Read(new HubException(text));

        Assert.Equal((code, sentence), (refusal.Code, refusal.Message));
    }
}

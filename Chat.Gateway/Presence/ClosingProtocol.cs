using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Chat.Gateway.Presence;

/// <summary>
/// The JSON hub protocol, a client's close message read as an invocation of <see cref="ChatHub.Goodbye"/>: SignalR ends the
/// connection by it as by any other end, and nobody could tell that it was said.
/// </summary>
public sealed class ClosingProtocol(JsonHubProtocol json) : IHubProtocol
{
    private static readonly InvocationMessage Goodbye = new(nameof(ChatHub.Goodbye), []);

    public string Name => json.Name;

    public int Version => json.Version;

    public TransferFormat TransferFormat => json.TransferFormat;

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!json.TryParseMessage(ref input, binder, out message))
            return false;
        if (message is CloseMessage)
            message = Goodbye;
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);
}

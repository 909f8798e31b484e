using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Gateway.Connections;

/// <summary>An event for clients, serialized once for all the connections that it goes to.</summary>
public sealed class Frame
{
    // The JSON hub protocol: type 1 is an invocation, 0x1e ends a message.
    private const string Protocol = "json";
    private const byte RecordSeparator = 0x1e;

    private Frame(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Serialized = new SerializedHubMessage([new SerializedMessage(Protocol, bytes)]);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public SerializedHubMessage Serialized { get; }

    public static Frame Of(Message message) => Of(HubEvents.Message, message, ChatJson.Default.Message);

    public static Frame Of(Receipt receipt) => Of(HubEvents.Receipt, receipt, ChatJson.Default.Receipt);

    public static Frame Of(Contracts.Hub.Typing typing) => Of(HubEvents.Typing, typing, ChatJson.Default.Typing);

    public static Frame Of(Heads heads) => Of(HubEvents.Heads, heads, ChatJson.Default.Heads);

    public static Frame Of(ChatChanged change) => Of(HubEvents.ChatChanged, change, ChatJson.Default.ChatChanged);

    public static Frame Of(Closing closing) => Of(HubEvents.Closing, closing, ChatJson.Default.Closing);

    public static Frame Of(UserPresence presence) => Of(HubEvents.Presence, presence, ChatJson.Default.UserPresence);

    private static Frame Of<T>(string target, T argument, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("type"u8, 1);
            writer.WriteString("target"u8, target);
            writer.WriteStartArray("arguments"u8);
            JsonSerializer.Serialize(writer, argument, type);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        buffer.GetSpan(1)[0] = RecordSeparator;
        buffer.Advance(1);
        return new Frame(buffer.WrittenMemory);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Chat.Client.Connections;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Gateway.Connections;

namespace Chat.Simulation.Devices;

/// <summary>Tells a client what its gateway has pushed, one after the other.</summary>
internal sealed class EventPump(IHubEvents events)
{
    private readonly Queue<Frame> _frames = new();
    private readonly TaskCompletionSource _told = new();
    private TaskCompletionSource _some = new();
    private bool _ending;

    /// <summary>Everything is told and nothing comes any more.</summary>
    public Task Ended => _told.Task;

    public void Add(Frame frame)
    {
        _frames.Enqueue(frame);
        _some.TrySetResult();
    }

    public void End()
    {
        _ending = true;
        _some.TrySetResult();
    }

    public async Task RunAsync()
    {
        while (true)
        {
            while (_frames.TryDequeue(out var frame))
                await TellAsync(frame);
            if (_ending)
                break;
            await _some.Task;
            _some = new TaskCompletionSource();
        }

        _told.TrySetResult();
    }

    private ValueTask TellAsync(Frame frame)
    {
        using var document = JsonDocument.Parse(frame.Bytes[..^1]);
        var target = document.RootElement.GetProperty("target").GetString();
        var argument = document.RootElement.GetProperty("arguments")[0];
        return target switch
        {
            HubEvents.Message => events.MessageAsync(Read(argument, ChatJson.Default.Message)),
            HubEvents.Receipt => events.ReceiptAsync(Read(argument, ChatJson.Default.Receipt)),
            HubEvents.Heads => events.HeadsAsync(Read(argument, ChatJson.Default.Heads)),
            HubEvents.Typing => events.TypingAsync(Read(argument, ChatJson.Default.Typing)),
            HubEvents.Presence => events.PresenceAsync(Read(argument, ChatJson.Default.UserPresence)),
            HubEvents.ChatChanged => events.ChatChangedAsync(Read(argument, ChatJson.Default.ChatChanged)),
            HubEvents.Closing => events.ClosingAsync(Read(argument, ChatJson.Default.Closing)),
            _ => throw new NotSupportedException(target),
        };
    }

    private static T Read<T>(JsonElement element, JsonTypeInfo<T> type) =>
        element.Deserialize(type) ?? throw new InvalidDataException("An event without its argument.");
}

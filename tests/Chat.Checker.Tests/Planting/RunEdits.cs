using Chat.Checker.Tests.Recording;
using Chat.Contracts.Ids;

namespace Chat.Checker.Tests.Planting;

/// <summary>Changes to a recorded run, and what they are chosen from.</summary>
internal static class RunEdits
{
    public static RecordedRun With(this RecordedRun run, DeviceHistory device, IEnumerable<DeviceEvent> events)
    {
        var changed = device with { Events = [.. events] };
        return run with { Devices = [.. run.Devices.Select(other => other.DeviceId == device.DeviceId ? changed : other)] };
    }

    public static RecordedRun With(this RecordedRun run, ChatHistory chat) =>
        run with { Chats = [.. run.Chats.Select(other => other.ChatId == chat.ChatId ? chat : other)] };

    /// <summary>The server counts unread by what it then has.</summary>
    public static RecordedRun WithMessages(this RecordedRun run, ChatHistory chat, IEnumerable<StoredEntry> messages) =>
        run.With((chat with { Messages = [.. messages] }).Recounted());

    public static RecordedRun With(this RecordedRun run, ChatHistory chat, MemberState state) =>
        run.With(chat with { States = [.. chat.States.Select(other => other.UserId == state.UserId ? state : other)] });

    /// <summary>On every device; null takes an event away.</summary>
    public static RecordedRun Map(this RecordedRun run, Func<DeviceHistory, DeviceEvent, DeviceEvent?> change) => run with
    {
        Devices = [.. run.Devices.Select(device => device with
        {
            Events = [.. device.Events.Select(recorded => change(device, recorded)).OfType<DeviceEvent>()],
        })],
    };

    public static IEnumerable<DeviceEvent> Inserted(this DeviceHistory device, int index, DeviceEvent recorded) =>
        device.Events.Take(index).Append(recorded).Concat(device.Events.Skip(index));

    public static IEnumerable<DeviceEvent> Replaced(this DeviceHistory device, int index, DeviceEvent recorded) =>
        device.Events.Select((other, i) => i == index ? recorded : other);

    public static IEnumerable<(DeviceHistory Device, int Index, T Event)> All<T>(this RecordedRun run)
        where T : DeviceEvent =>
        from device in run.Devices
        from indexed in device.Events.Index()
        where indexed.Item is T
        select (device, indexed.Index, (T)indexed.Item);

    public static IEnumerable<(ChatHistory Chat, StoredEntry Entry)> Entries(this RecordedRun run) =>
        from chat in run.Chats
        from entry in chat.Messages
        select (chat, entry);

    public static IEnumerable<(ChatHistory Chat, StoredEntry Entry)> AckedEntries(this RecordedRun run)
    {
        var acked = run.All<SendAcked>().Select(ack => ack.Event.ServerMsgId).ToHashSet();
        return run.Entries().Where(one => acked.Contains(one.Entry.ServerMsgId));
    }

    public static IEnumerable<(ChatHistory Chat, StoredEntry Entry)> UnackedEntries(this RecordedRun run) =>
        run.Entries().Except(run.AckedEntries());

    /// <summary>Sends that the server does not have, their outcome unknown.</summary>
    public static IEnumerable<(UserId From, SendStarted Send)> SendsInVain(this RecordedRun run)
    {
        var stored = run.Entries().Select(one => one.Entry.ClientMsgId).ToHashSet();
        var refused = run.All<SendRefused>().Select(one => one.Event.ClientMsgId).ToHashSet();
        return from send in run.All<SendStarted>()
               where !stored.Contains(send.Event.ClientMsgId) && !refused.Contains(send.Event.ClientMsgId)
               select (send.Device.UserId, send.Event);
    }

    public static IEnumerable<(ChatHistory Chat, MemberState State)> States(this RecordedRun run) =>
        from chat in run.Chats
        from state in chat.States
        select (chat, state);

    public static ChatHistory Chat(this RecordedRun run, ChatId id) => run.Chats.Single(chat => chat.ChatId == id);

    public static bool MaySee(this ChatHistory chat, UserId user, long seq) =>
        chat.Members.Any(time => time.UserId == user && time.Holds(seq));

    public static bool IsPresent(this ChatHistory chat, UserId user) =>
        chat.Members.Any(time => time.UserId == user && time.UntilSeq is null);

    public static bool Is(this DeviceEvent recorded, StoredEntry entry) =>
        recorded is MessageApplied message && message.ServerMsgId == entry.ServerMsgId;

    public static int LifeEnd(this DeviceHistory device, int index)
    {
        var end = index + 1;
        while (end < device.Events.Count && device.Events[end] is not Started)
            end++;
        return end;
    }
}

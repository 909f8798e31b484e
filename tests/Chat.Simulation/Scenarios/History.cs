using Chat.Contracts.Hub;
using Chat.Simulation.Devices;
using Chat.Simulation.Scheduling;
using Chat.Simulation.Stores;

namespace Chat.Simulation.Scenarios;

/// <summary>What happened on the devices, judged as it happens where it can be, and as a whole at the end.</summary>
internal sealed class History(World world, Databases databases, IReadOnlyList<Device> devices)
{
    private readonly List<string> _anomalies = [];

    public IReadOnlyList<string> Anomalies => _anomalies;

    public void Acknowledged(Device device, Outgoing outgoing, SendAck ack)
    {
        world.Log($"{device.Name} acked {ack.ChatId} {ack.Seq} {ack.ClientMsgId}");
        var chat = databases.Of(ack.ChatId).Find(ack.ChatId)!;
        if (ack.ClientMsgId != outgoing.ClientMsgId || ack.ChatId != outgoing.Chat || ack.Seq < 1 || ack.Seq > chat.LastSeq
            || chat.Messages[(int)ack.Seq - 1].ClientMsgGuid != outgoing.ClientMsgId)
        {
            Add($"lost: {device.Name} has an ACK for {outgoing.ClientMsgId} at {ack.Seq}, and the chat holds another there, or none");
        }

        outgoing.Seq = ack.Seq;
    }

    /// <param name="lastOfRun">The seq that the application's present run handled before in this chat; -1: none.</param>
    public void Handled(Device device, Message message, long lastOfRun)
    {
        world.Log($"{device.Name} handles {message.ChatId} {message.Seq} {message.ClientMsgId}");
        var handled = device.Of(message.ChatId);
        var last = handled.Count == 0 ? 0 : handled[^1].Seq;
        if (message.Seq <= lastOfRun)
            Add($"{(message.Seq == lastOfRun ? "duplicate" : "reordered")}: {device.Name} is told {message.Seq} of {message.ChatId} after {lastOfRun}");
        if (message.Seq > last + 1)
            Add($"missing: {device.Name} is told {message.Seq} of {message.ChatId} after {last}");
        if (message.Seq == last + 1)
            handled.Add(new Handled(message.Seq, message.ClientMsgId));
        else if (message.Seq <= last && handled[(int)message.Seq - 1].ClientMsgId != message.ClientMsgId)
            Add($"diverged: {device.Name} is told another {message.Seq} of {message.ChatId} than before");
    }

    /// <summary>Clients that stopped since an earlier connection of their own took over.</summary>
    public int Stops { get; private set; }

    public void Stopped(Device device)
    {
        world.Log($"{device.Name} has stopped");
        Stops++;
    }

    /// <summary>Null: all is as it has to be in the end.</summary>
    public string? Unfinished()
    {
        foreach (var device in devices)
        {
            if (device.Outgoing.FirstOrDefault(outgoing => outgoing.Seq == 0) is { } open)
                return $"{device.Name} has no ACK for {open.ClientMsgId}";
        }

        foreach (var chat in databases.Chats)
        {
            foreach (var device in devices.Where(device => chat.Users.Contains(device.User)))
            {
                if (device.Of(chat.Id).Count < chat.LastSeq)
                    return $"{device.Name} has {device.Of(chat.Id).Count} of the {chat.LastSeq} messages of {chat.Id}";
                if (chat.Watermark(device.User.Value).Delivered < chat.LastSeq)
                    return $"{device.Name}'s user has received {chat.Watermark(device.User.Value).Delivered} of the {chat.LastSeq} messages of {chat.Id}";
            }
        }

        return null;
    }

    /// <summary>Compares everybody with the databases.</summary>
    public void Conclude()
    {
        if (Unfinished() is { } unfinished)
            Add($"unfinished: {unfinished}");
        foreach (var chat in databases.Chats)
        {
            var stored = chat.Messages.Select(message => message.ClientMsgGuid).ToArray();
            for (var i = 0; i < stored.Length; i++)
            {
                if (chat.Messages[i].Seq != i + 1)
                    Add($"gap: {chat.Id} holds {chat.Messages[i].Seq} in the place of {i + 1}");
                if (Array.IndexOf(stored, stored[i]) != i)
                    Add($"double-seq: {stored[i]} is {Array.IndexOf(stored, stored[i]) + 1} and {i + 1} of {chat.Id}");
            }

            Compare(chat, stored);
        }
    }

    private void Compare(ModelChat chat, Guid[] stored)
    {
        var sent = devices.SelectMany(device => device.Outgoing).Where(outgoing => outgoing.Chat == chat.Id).ToDictionary(outgoing => outgoing.ClientMsgId);
        foreach (var phantom in stored.Where(id => !sent.ContainsKey(id)))
            Add($"phantom: nobody sent {phantom}");
        foreach (var lost in sent.Values.Where(outgoing => outgoing.Seq > 0 && (outgoing.Seq > stored.Length || stored[outgoing.Seq - 1] != outgoing.ClientMsgId)))
            Add($"lost: {lost.ClientMsgId} was acknowledged at {lost.Seq} of {chat.Id}");
        foreach (var device in devices)
        {
            var handled = device.Of(chat.Id);
            if (!chat.Users.Contains(device.User))
            {
                if (handled.Count > 0)
                    Add($"leaked: {device.Name} has messages of {chat.Id}");
                continue;
            }

            if (!handled.Select(message => message.ClientMsgId).SequenceEqual(stored.Take(handled.Count)))
                Add($"diverged: {device.Name} has another {chat.Id} than the databases");
        }
    }

    private void Add(string anomaly)
    {
        world.Log($"ANOMALY {anomaly}");
        _anomalies.Add(anomaly);
    }
}

using System.Diagnostics;
using Chat.Contracts.Ids;
using Xunit.Abstractions;

namespace Chat.Checker.Tests;

public sealed class LargeRunTests(ITestOutputHelper output)
{
    private const int Devices = 300;
    private const int GroupMessages = 3_000;
    private const int PairMessages = 350;

    /// <summary>1.2 s on two cores, 370 MiB allocated in all; work that rises with the square of anything would take minutes.</summary>
    [Fact]
    public void A_million_applied_messages_take_seconds()
    {
        var run = Run();
        Assert.True(run.Devices.Sum(device => device.Events.OfType<MessageApplied>().LongCount()) > 1_000_000);

        var (watch, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        Assert.Empty(RunChecker.Check(run));

        output.WriteLine($"{watch.ElapsedMilliseconds} ms, {(GC.GetTotalAllocatedBytes() - before) >> 20} MiB allocated");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    /// <summary>One group of all, and a chat of each with the next; nobody has read anything.</summary>
    private static RecordedRun Run()
    {
        var users = Enumerable.Range(1, Devices).Select(number => new UserId(number)).ToArray();
        DeviceEvent[] beginning = [new Started(default, []), new Connected(default), new CaughtUp(default)];
        var events = users.Select(_ => beginning.ToList()).ToArray();
        var chats = new List<ChatHistory> { Chat(new ChatId(1), Enumerable.Range(0, Devices).ToArray(), GroupMessages) };
        for (var i = 0; i < Devices; i++)
            chats.Add(Chat(new ChatId(2 + i), [i, (i + 1) % Devices], PairMessages));
        return new RecordedRun([.. users.Select((user, i) => new DeviceHistory(user, new DeviceId(user.Value), events[i]))], chats);

        ChatHistory Chat(ChatId id, int[] members, int messages)
        {
            var entries = new List<StoredEntry>();
            for (var seq = 1; seq <= messages; seq++)
            {
                var sender = members[seq % members.Length];
                var clientMsgId = new Guid((int)id.Value, 0, 0, BitConverter.GetBytes((long)seq));
                var entry = new StoredEntry(seq, new MessageId(id, seq), users[sender], clientMsgId, new ContentHash((ulong)seq));
                entries.Add(entry);
                events[sender].Add(new SendStarted(default, id, clientMsgId, entry.Content));
                events[sender].Add(new SendAcked(default, id, clientMsgId, entry.ServerMsgId, seq));
                foreach (var member in members)
                    events[member].Add(new MessageApplied(default, id, seq, entry.ServerMsgId, entry.From, clientMsgId, entry.Content));
            }

            return new ChatHistory(
                id,
                members.Length == 2,
                messages,
                entries,
                [.. members.Select(member => new MemberInterval(users[member], 1))],
                [.. members.Select(member => users[member]).Select(user =>
                    new MemberState(user, 1, 0, 0, entries.Count(entry => entry.From != user)))]);
        }
    }
}

using System.Runtime.CompilerServices;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;
using Chat.Gateway.Syncing;
using Chat.Gateway.Tests.Connections;
using Xunit;

namespace Chat.Gateway.Tests.Syncing;

/// <summary>
/// A replay against a model, with the steps of all parties shuffled: chats grow, pushes arrive late but in order, the
/// stream reads each chat when it gets there and is cut off now and then. Whatever the order of steps, the device sees each
/// message of each chat once and in order.
/// </summary>
public sealed class ReplayModelTests
{
    [Fact]
    public async Task Every_message_arrives_once_and_in_order_whatever_the_interleaving()
    {
        for (var seed = 0; seed < 2_000; seed++)
            await new Run(seed).CheckAsync();
    }

    private sealed class Run(int seed)
    {
        private const int Chats = 4;
        private readonly Random _random = new(seed);

        /// <summary>Messages that are still to be sent: traffic that never ends would have rounds without end.</summary>
        private int _toSend = 40;
        private readonly long[] _heads = new long[Chats];
        private readonly long[] _cursors = new long[Chats];
        private readonly Queue<(ChatId Chat, long Seq)> _underWay = new();
        private readonly List<(ChatId Chat, long Seq)> _seen = [];
        private SyncGate _gate = null!;

        public async Task CheckAsync()
        {
            _gate = new SyncGate(maxHeld: _random.Next(1, 6), frame => Seen(frame));
            for (var i = 0; i < Chats; i++)
            {
                _heads[i] = _random.Next(0, 6);
                _cursors[i] = _random.Next(0, (int)_heads[i] + 1);
            }

            var given = Enumerable.Range(0, Chats).Where(_ => _random.Next(3) > 0).ToArray();
            foreach (var i in Enumerable.Range(0, Chats).Except(given))
                _cursors[i] = 0;

            IReadOnlyList<Cursor> round = [.. given.Select(i => new Cursor(Id(i), _cursors[i]))];
            var only = false;
            _gate.Open(round, only);
            do
            {
                await RoundAsync(new ReplayProgress(Given.User, round, only, newest: 0));
                round = _gate.EndRound();
                only = true;
            }
            while (round.Count > 0);

            Disturb(steps: 20);
            while (_underWay.Count > 0)
                Arrive();

            for (var i = 0; i < Chats; i++)
            {
                var chat = Id(i);
                var expected = Enumerable.Range((int)_cursors[i] + 1, (int)(_heads[i] - _cursors[i])).Select(seq => (long)seq);
                Assert.True(expected.SequenceEqual(_seen.Where(m => m.Chat == chat).Select(m => m.Seq)), $"seed {seed}, chat {i}");
            }
        }

        private async Task RoundAsync(ReplayProgress progress)
        {
            for (var whole = false; !whole;)
            {
                await foreach (var page in StreamAsync(progress.Query()))
                {
                    whole = page.ChatId == 0;
                    var chat = new ChatId(page.ChatId);
                    if (whole || progress.IsComplete(chat))
                        continue;

                    _gate.Begin(chat);
                    foreach (var message in page.Messages)
                    {
                        _seen.Add((chat, message.Seq));
                        Disturb(steps: 2);
                    }

                    progress.Brought(page);
                    if (page.Last)
                        _gate.End(chat, page.Through);
                    else
                        _gate.Advance(chat, page.Messages[^1].Seq);
                }
            }
        }

        private async IAsyncEnumerable<SyncPage> StreamAsync(SyncQuery query, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            var cursors = query.Cursors.ToDictionary(cursor => cursor.ChatId, cursor => cursor.Seq);
            var chats = query.Only ? cursors.Keys.Select(id => new ChatId(id)) : Enumerable.Range(0, Chats).Select(Id);
            foreach (var chat in chats.OrderBy(_ => _random.Next()).ToArray())
            {
                Disturb(steps: 3);
                if (_random.Next(12) == 0)
                    yield break;

                var after = cursors.GetValueOrDefault(chat.Value);
                var through = _heads[Index(chat)];
                while (after < through)
                {
                    var until = Math.Min(through, after + _random.Next(1, 4));
                    var page = new SyncPage { ChatId = chat.Value, Last = until == through, Through = through };
                    for (; after < until; after++)
                        page.Messages.Add(Given.Stored(chat, after + 1));
                    yield return page;
                    Disturb(steps: 2);
                    if (_random.Next(12) == 0)
                        yield break;
                }
            }

            await Task.CompletedTask.WaitAsync(cancellation);
            Disturb(steps: 3);
            yield return new SyncPage();
        }

        private void Disturb(int steps)
        {
            for (var i = _random.Next(steps + 1); i > 0; i--)
            {
                if (_underWay.Count > 0 && _random.Next(2) == 0)
                {
                    Arrive();
                    continue;
                }

                if (_toSend-- <= 0)
                    continue;

                var chat = _random.Next(Chats);
                _underWay.Enqueue((Id(chat), ++_heads[chat]));
            }
        }

        private void Arrive()
        {
            var (chat, seq) = _underWay.Dequeue();
            _gate.Push(chat, seq, Given.Frame(chat, seq));
        }

        private void Seen(Frame frame)
        {
            var link = new FakeLink();
            link.WriteAsync(frame);
            var (_, message) = link.Events.Single();
            _seen.Add((ChatId.Parse(message.GetProperty("chatId").GetString()!), message.GetProperty("seq").GetInt64()));
        }

        private static ChatId Id(int index) => new(256 * (index + 1));

        private static int Index(ChatId chat) => (int)(chat.Value / 256) - 1;
    }
}

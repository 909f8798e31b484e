using System.Threading.Channels;
using Chat.Client.Machine;
using Chat.Client.Receipts;
using Chat.Client.Storing;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;
using Microsoft.Extensions.Logging;

namespace Chat.Client.Applying;

/// <summary>
/// Tells the application, one thing after another, and then moves the cursors. The queue is bounded: the machine delivers no
/// more messages than <paramref name="messages"/> before they are handled; of the rest (receipts, changes, heads, typing, presence, cursors)
/// what comes beyond <see cref="MaxEvents"/> is dropped.
/// </summary>
internal sealed partial class DeliveryLoop(
    ChatHandlers handlers, CursorSaver cursors, int messages, TimeProvider time, Random random, ILogger logger)
{
    /// <summary>The machine is told in batches, no larger than this.</summary>
    private const int MaxBatch = 64;

    private const int MaxEvents = 4_096;

    private readonly Channel<Delivery> _queue = Channel.CreateBounded<Delivery>(
        new BoundedChannelOptions(messages + MaxEvents) { SingleReader = true });

    private readonly ToldReceipts _receipts = new();
    private int _events;

    public void Enqueue(Delivery delivery)
    {
        if (delivery is not Delivery.OfMessage && Interlocked.Increment(ref _events) > MaxEvents)
        {
            Interlocked.Decrement(ref _events);
            LogDropped();
            return;
        }

        if (!_queue.Writer.TryWrite(delivery))
            throw new InvalidOperationException("The inbox let more through than the delivery queue holds.");
    }

    public async Task RunAsync(MachineLoop machine, CancellationToken cancellationToken)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            var moved = new Dictionary<ChatId, Cursor>();
            var handled = 0;
            for (var count = 0; count < MaxBatch && _queue.Reader.TryRead(out var delivery); count++)
            {
                if (delivery is not Delivery.OfReceipt of || _receipts.MovesOn(of.Receipt))
                    await TellAsync(delivery, cancellationToken);
                if (delivery is Delivery.OfMessage)
                    handled++;
                else
                    Interlocked.Decrement(ref _events);
                if (Position(delivery) is not { } cursor)
                    continue;
                moved[cursor.ChatId] = cursor;
                cursors.Note(cursor);
            }

            if (moved.Count > 0)
                await machine.PostAsync(m => m.Handled(moved.Values, handled), cancellationToken);
        }
    }

    private static Cursor? Position(Delivery delivery) => delivery switch
    {
        Delivery.OfMessage { Message: var message } => new Cursor(message.ChatId, message.Seq),
        Delivery.OfCursor { Cursor: var cursor } => cursor,
        _ => null,
    };

    private async ValueTask TellAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await (delivery switch
                {
                    Delivery.OfMessage of => handlers.Message?.Invoke(of.Message, cancellationToken) ?? default,
                    Delivery.OfReceipt of => handlers.Receipt?.Invoke(of.Receipt, cancellationToken) ?? default,
                    Delivery.OfChange of => handlers.ChatChanged?.Invoke(of.Change, cancellationToken) ?? default,
                    Delivery.OfHeads of => handlers.Heads?.Invoke(of.Heads, cancellationToken) ?? default,
                    Delivery.OfTyping of => handlers.Typing?.Invoke(of.Typing, cancellationToken) ?? default,
                    Delivery.OfPresence of => handlers.Presence?.Invoke(of.Presence, cancellationToken) ?? default,
                    _ => default,
                });
                return;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                LogHandlerFailed(failure, attempt + 1);
                await Task.Delay(Backoff.Reconnect.Delay(attempt, random.NextDouble()), time, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler failed, attempt {Attempt}; it is called again")]
    private partial void LogHandlerFailed(Exception failure, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The application is too far behind: an event was dropped")]
    private partial void LogDropped();
}

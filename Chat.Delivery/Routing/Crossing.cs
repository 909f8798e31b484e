using Chat.Delivery.FanOut;
using Chat.Delivery.Members;
using Chat.Delivery.Pushing;

namespace Chat.Delivery.Routing;

/// <summary>
/// Decides which way a chat's events go, and keeps their order where the way changes with the number of its members: what
/// left another way must be pushed before.
/// </summary>
/// <remarks>
/// To parts from anywhere: what the pumps hold has to be answered first (at most <see cref="Patience"/>). From parts to
/// direct pushes: not before the chat was quiet for <see cref="Quiet"/>; until then it goes on in parts, however small. From
/// parts to the opened alone, for which there are no members any more: it waits until it was quiet for
/// <see cref="Patience"/>. What takes longer is repaired by devices as any gap is.
/// </remarks>
internal sealed partial class Crossing(FanOutWriter parts, GatewayPumps pumps, TimeProvider time, ILogger logger)
{
    /// <summary>Longer than any push is waited for (<see cref="PumpPolicy.Patience"/>, twice).</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromSeconds(12);

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Null: an event of the chat may go the way that <see cref="KnownChat.Way"/> says now. Else it waits.</summary>
    /// <param name="gate">The router's, held now.</param>
    public Obstacle? ObstacleOf(KnownChat known, SemaphoreSlim gate)
    {
        var wanted = Ways.Of(known.Membership);
        switch (known.Way, wanted)
        {
            case (null, _):
            case (Way.Parts, Way.Direct) when time.GetElapsedTime(known.PartsAt) >= Quiet:
            case (Way.Direct, Way.Opened) or (Way.Opened, Way.Direct):
                known.Way = wanted;
                break;
            case (Way.Parts, Way.Opened):
                if (Patience - time.GetElapsedTime(known.PartsAt) is var left && left > TimeSpan.Zero)
                    return cancellation => WaitAsync(left, cancellation);
                known.Way = wanted;
                break;
            case (Way.Direct or Way.Opened, Way.Parts):
                return cancellation => AnsweredAsync(known, gate, cancellation);
        }

        if (known.Way == Way.Direct)
            return null;
        if (known.Way == Way.Parts)
            known.PartsAt = time.GetTimestamp();
        return parts.HasRoom ? null : RoomAsync;
    }

    private async Task<Action?> WaitAsync(TimeSpan left, CancellationToken cancellation)
    {
        await Task.Delay(left, time, cancellation);
        return static () => { };
    }

    private async Task<Action?> RoomAsync(CancellationToken cancellation)
    {
        await parts.RoomAsync(cancellation);
        return static () => { };
    }

    private async Task<Action?> AnsweredAsync(KnownChat known, SemaphoreSlim gate, CancellationToken cancellation)
    {
        // With the gate: the chat's earlier events of the batch being routed are with the pumps by then.
        await gate.WaitAsync(cancellation);
        Task passed;
        try
        {
            passed = pumps.PassedAsync();
        }
        finally
        {
            gate.Release();
        }

        try
        {
            await passed.WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            RoutingMetrics.NotAwaited.Add(1);
            LogNotAnswered(logger, known.Chat);
        }

        return () => known.Way = Way.Parts;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Chat} goes on in parts before all that was pushed directly is answered")]
    private static partial void LogNotAnswered(ILogger logger, Chat.Contracts.Ids.ChatId chat);
}

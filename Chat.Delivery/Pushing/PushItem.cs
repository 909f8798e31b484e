using System.Diagnostics;
using Chat.Contracts.Internal;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Delivery.Pushing;

/// <summary>One push to connections of one gateway. It holds its record's acknowledgement until it is settled: the
/// gateway has answered, or was given up.</summary>
internal sealed class PushItem
{
    private readonly Acknowledgement _acknowledgement;
    private int _settled;

    /// <param name="sessions">Those of the push's connection ids.</param>
    public PushItem(Push push, IReadOnlyList<Session> sessions, Acknowledgement acknowledgement, ActivityContext trace)
    {
        Push = push;
        Sessions = sessions;
        Trace = trace;
        _acknowledgement = acknowledgement;
        _acknowledgement.Hold();
    }

    public Push Push { get; }

    public IReadOnlyList<Session> Sessions { get; }

    public ActivityContext Trace { get; }

    /// <summary>About its bytes on the wire: what it has besides the ciphertext is small.</summary>
    public long Weight => 128 + (8L * Sessions.Count) + (Push.Message?.Ciphertext.Length ?? 0);

    /// <summary>False if it is already.</summary>
    public bool Settle()
    {
        if (Interlocked.Exchange(ref _settled, 1) != 0)
            return false;

        _acknowledgement.Release();
        return true;
    }
}

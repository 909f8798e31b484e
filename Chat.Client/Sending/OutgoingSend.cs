using Chat.Contracts.Hub;

namespace Chat.Client.Sending;

/// <summary>A send from the moment it is queued to its ACK.</summary>
internal sealed class OutgoingSend(SendRequest request)
{
    public SendRequest Request { get; } = request;

    public bool InFlight { get; set; }

    /// <summary>It may be stored already, whatever became of the answer.</summary>
    public bool Attempted { get; set; }
}

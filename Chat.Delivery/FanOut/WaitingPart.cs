using System.Diagnostics;
using Chat.Contracts.Internal;
using Chat.Delivery.Routing;

namespace Chat.Delivery.FanOut;

/// <summary>A part on its way to Kafka. It holds its event's acknowledgement until Kafka has it.</summary>
internal readonly record struct WaitingPart(FanOutPart Part, Acknowledgement Acknowledgement, ActivityContext Trace)
{
    /// <summary>Bytes of the record, roughly.</summary>
    public long Weight => 256 + (8L * (Part.UserIds.Count + Part.FirstSeqs.Count)) + (Part.Event.Message?.Ciphertext.Length ?? 0);
}

using System.Text.Json.Serialization;

namespace Chat.Checker;

/// <summary>Something that a device did or was told.</summary>
/// <param name="At">For whoever reads the history: the checker goes by the order of the events alone.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(SendStarted), "send-started")]
[JsonDerivedType(typeof(SendAcked), "send-acked")]
[JsonDerivedType(typeof(SendRefused), "send-refused")]
[JsonDerivedType(typeof(SendUnknown), "send-unknown")]
[JsonDerivedType(typeof(MessageApplied), "message-applied")]
[JsonDerivedType(typeof(ReceiptSeen), "receipt-seen")]
[JsonDerivedType(typeof(ReadMarked), "read-marked")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Connected), "connected")]
[JsonDerivedType(typeof(CaughtUp), "caught-up")]
[JsonDerivedType(typeof(Disconnected), "disconnected")]
public abstract record DeviceEvent(DateTimeOffset At);

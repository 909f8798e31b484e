using Chat.Contracts.Ids;

namespace Chat.Checker.Tests.Planting;

/// <param name="Seq">Of the first anomaly that is to be found.</param>
/// <param name="Count">Of the anomalies that are to be found.</param>
internal sealed record Planted(RecordedRun Run, ChatId Chat, long Seq, int Count = 1);

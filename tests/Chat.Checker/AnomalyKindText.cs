namespace Chat.Checker;

public static class AnomalyKindText
{
    /// <summary>As tables and reports name it: <c>double-seq</c>.</summary>
    public static string Write(AnomalyKind kind) => kind switch
    {
        AnomalyKind.Lost => "lost",
        AnomalyKind.Missing => "missing",
        AnomalyKind.Duplicate => "duplicate",
        AnomalyKind.Reordered => "reordered",
        AnomalyKind.Gap => "gap",
        AnomalyKind.Phantom => "phantom",
        AnomalyKind.Diverged => "diverged",
        AnomalyKind.DoubleSeq => "double-seq",
        AnomalyKind.UnreadWrong => "unread-wrong",
        AnomalyKind.WatermarkBack => "watermark-back",
        AnomalyKind.Leaked => "leaked",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

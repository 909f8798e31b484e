namespace Chat.Checker.Tests.Planting;

/// <summary>A way to spoil a correct run by one defect, somewhere in it.</summary>
internal sealed record Plant(AnomalyKind Kind, string Name, Func<RecordedRun, Random, Planted> Into)
{
    public static readonly IReadOnlyList<Plant> All =
    [
        new(AnomalyKind.Lost, "lost", LostPlants.Dropped),
        new(AnomalyKind.Lost, "lost: its seq given to another", LostPlants.Overwritten),
        new(AnomalyKind.Lost, "lost: another id", LostPlants.OtherId),
        new(AnomalyKind.Missing, "missing", MissingPlants.NeverApplied),
        new(AnomalyKind.Duplicate, "duplicate", DuplicatePlants.AppliedTwice),
        new(AnomalyKind.Duplicate, "duplicate: below the saved cursor", DuplicatePlants.BelowSavedCursor),
        new(AnomalyKind.Reordered, "reordered", ReorderedPlants.Exchanged),
        new(AnomalyKind.Gap, "gap", GapPlants.NobodyHas),
        new(AnomalyKind.Gap, "gap: the head beyond the end", GapPlants.HeadBeyondEnd),
        new(AnomalyKind.Phantom, "phantom on a device", PhantomPlants.OnDevice),
        new(AnomalyKind.Phantom, "phantom on a device: other content", PhantomPlants.OtherContentOnDevice),
        new(AnomalyKind.Phantom, "phantom on a device: another's name", PhantomPlants.OtherSenderOnDevice),
        new(AnomalyKind.Phantom, "phantom in the chat: other content", PhantomPlants.OtherContent),
        new(AnomalyKind.Phantom, "phantom in the chat: another's name", PhantomPlants.OtherSender),
        new(AnomalyKind.Phantom, "phantom in the chat: another kind", PhantomPlants.OtherKind),
        new(AnomalyKind.Phantom, "phantom in the chat: refused", PhantomPlants.Refused),
        new(AnomalyKind.Diverged, "diverged", DivergedPlants.Exchanged),
        new(AnomalyKind.Diverged, "diverged: the server has nothing", DivergedPlants.ServerForgot),
        new(AnomalyKind.Diverged, "diverged: two at one seq", DivergedPlants.TwoAtOneSeq),
        new(AnomalyKind.DoubleSeq, "double-seq: stored twice", DoubleSeqPlants.StoredTwice),
        new(AnomalyKind.DoubleSeq, "double-seq: two ACKs", DoubleSeqPlants.AckedTwice),
        new(AnomalyKind.DoubleSeq, "double-seq: the ACK names another", DoubleSeqPlants.AckedElsewhere),
        new(AnomalyKind.UnreadWrong, "unread-wrong", UnreadPlants.OffByOne),
        new(AnomalyKind.UnreadWrong, "unread-wrong: read beyond all marks", UnreadPlants.BeyondMarks),
        new(AnomalyKind.UnreadWrong, "unread-wrong: a mark never took hold", UnreadPlants.MarkNeverTookHold),
        new(AnomalyKind.WatermarkBack, "watermark-back on a connection", WatermarkPlants.OnConnection),
        new(AnomalyKind.WatermarkBack, "watermark-back: read", WatermarkPlants.Read),
        new(AnomalyKind.WatermarkBack, "watermark-back: delivered", WatermarkPlants.Delivered),
        new(AnomalyKind.Leaked, "leaked", LeakedPlants.OutsideTimes),
    ];

    public override string ToString() => Name;
}

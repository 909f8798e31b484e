using System.Diagnostics;
using Chat.Load.Crowds;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Absent;

/// <summary>Was away, has nothing, and asks for all of its chat.</summary>
internal sealed class ReturningDevice(DirectChat direct)
{
    /// <summary>By Sync.</summary>
    public SeqTally Brought { get; } = new();

    /// <summary>Messages that came otherwise.</summary>
    public int Pushed { get; private set; }

    /// <summary>From before the TCP connect to the Sync's completion.</summary>
    public TimeSpan Returned { get; private set; }

    /// <summary>From the Sync's invocation to its completion.</summary>
    public TimeSpan Synced { get; private set; }

    /// <summary>Comes back, and goes when it has everything.</summary>
    public async Task ComeBackAsync(CancellationToken cancellationToken)
    {
        var sync = Invocation.Sync(1, direct.Chat, 0);
        var started = Stopwatch.GetTimestamp();
        var synced = await SyncedConnection.OpenAsync(direct.Other.Hub, sync, OnRecord, cancellationToken);
        await synced.Connection.DisposeAsync();
        Returned = Stopwatch.GetElapsedTime(started, synced.AnsweredAt);
        Synced = Stopwatch.GetElapsedTime(synced.AskedAt, synced.AnsweredAt);
    }

    private void OnRecord(WireConnection connection, ReadOnlySpan<byte> record)
    {
        switch (HubRecord.KindOf(record))
        {
            case RecordKind.StreamItem:
                Brought.Add(HubRecord.Seq(record));
                break;
            case RecordKind.Message:
                Pushed++;
                break;
        }
    }
}

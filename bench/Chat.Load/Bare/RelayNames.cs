using System.Collections.Concurrent;

namespace Chat.Load.Bare;

/// <summary>Who is connected, and how much each has sent.</summary>
internal sealed class RelayNames
{
    private readonly ConcurrentDictionary<string, long> _seqs = new();

    public ConcurrentDictionary<string, string> ConnectionOf { get; } = new();

    public long NextSeq(string name) => _seqs.AddOrUpdate(name, 1, (_, last) => last + 1);
}

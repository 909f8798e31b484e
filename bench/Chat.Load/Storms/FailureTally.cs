using System.Collections.Concurrent;

namespace Chat.Load.Storms;

/// <summary>Attempts to connect that failed otherwise than by being put off, by what they failed of.</summary>
internal sealed class FailureTally
{
    private readonly ConcurrentDictionary<string, int> _count = new();

    public IReadOnlyDictionary<string, int> Counts => _count;

    public void Add(string reason) => _count.AddOrUpdate(reason, 1, (_, count) => count + 1);
}

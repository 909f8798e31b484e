namespace Chat.ServiceDefaults.Instances;

/// <summary>
/// Instances that somebody found unreachable. A suspicion passes after <see cref="Least"/> if the instance has renewed its
/// lease since: a process that hangs does not, and is left out until it goes on or its lease has run out. While Redis is
/// away the time alone counts.
/// </summary>
/// <remarks>Its owner locks.</remarks>
public sealed class Suspicions(TimeProvider time)
{
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Suspicion> _suspicions = [];

    public IReadOnlyList<string> Ids => [.. _suspicions.Keys];

    public void Add(string id) => _suspicions[id] = new Suspicion(time.GetTimestamp(), Renewed: false);

    public bool Contains(string id) => _suspicions.ContainsKey(id);

    /// <param name="asked">Timestamp from before the lease was looked at.</param>
    /// <param name="left">What it had left to live: more than one that was renewed before the suspicion could have.</param>
    public void Saw(string id, long asked, TimeSpan left)
    {
        if (_suspicions.TryGetValue(id, out var suspicion) && left > InstanceKeys.TimeToLive - time.GetElapsedTime(suspicion.At, asked))
            _suspicions[id] = suspicion with { Renewed = true };
    }

    /// <summary>The leases cannot be looked at.</summary>
    public void SawNothing()
    {
        foreach (var id in Ids)
            _suspicions[id] = _suspicions[id] with { Renewed = true };
    }

    /// <summary>Removes those that have passed, and those of instances that are gone.</summary>
    public void Pass(IReadOnlyList<Instance> all)
    {
        foreach (var (id, suspicion) in _suspicions.ToArray())
        {
            var passed = suspicion.Renewed && time.GetElapsedTime(suspicion.At) > Least;
            if (passed || all.All(instance => instance.Id != id))
                _suspicions.Remove(id);
        }
    }

    private readonly record struct Suspicion(long At, bool Renewed);
}

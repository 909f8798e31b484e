using System.Text;

namespace Chat.ServiceDefaults.Instances;

/// <summary>
/// Rendezvous (highest random weight) hashing: everyone with the same list of instances picks the same owner for a key,
/// and an instance that comes or goes moves only its own share of the keys.
/// </summary>
public static class Rendezvous
{
    /// <summary>Null when there is nobody.</summary>
    public static Instance? Pick(IReadOnlyList<Instance> instances, long key)
    {
        Instance? best = null;
        var bestWeight = 0UL;
        foreach (var instance in instances)
        {
            var weight = Mix(IdHash(instance.Id) ^ Mix((ulong)key));
            if (best is null || weight > bestWeight)
                (best, bestWeight) = (instance, weight);
        }

        return best;
    }

    // FNV-1a: ids are short, and the result is stirred by Mix.
    private static ulong IdHash(string id)
    {
        var hash = 14695981039346656037UL;
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(id.Length)];
        foreach (var b in bytes[..Encoding.UTF8.GetBytes(id, bytes)])
            hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }

    // The finalizer of SplitMix64.
    private static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xbf58476d1ce4e5b9UL;
        x ^= x >> 27;
        x *= 0x94d049bb133111ebUL;
        return x ^ (x >> 31);
    }
}

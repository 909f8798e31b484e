using System.Collections.Concurrent;
using System.Net;

namespace Chat.Load.Wire;

/// <summary>A host's addresses, asked for once: a lookup for each of thousands of connects would be a load of its own.</summary>
internal static class HostAddresses
{
    private static readonly ConcurrentDictionary<string, IPAddress[]> Known = new();

    public static async ValueTask<IPAddress[]> OfAsync(string host, CancellationToken cancellationToken) =>
        Known.TryGetValue(host, out var known)
            ? known
            : Known.GetOrAdd(host, await Dns.GetHostAddressesAsync(host, cancellationToken));
}

using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Chat.ServiceDefaults.Instances;

/// <summary>An IPv4 address of one of this machine's interfaces.</summary>
/// <param name="HasGateway">The interface leads to other networks: it has a gateway.</param>
internal sealed record OwnAddress(IPAddress Address, bool HasGateway)
{
    /// <summary>All of the interfaces that are up.</summary>
    public static IEnumerable<OwnAddress> Read()
    {
        foreach (var nic in NetworkInterface.GetAllNetworkInterfaces().Where(nic => nic.OperationalStatus == OperationalStatus.Up))
        {
            var properties = nic.GetIPProperties();
            var hasGateway = properties.GatewayAddresses.Any(gateway => !gateway.Address.Equals(IPAddress.Any));
            foreach (var unicast in properties.UnicastAddresses.Where(unicast => unicast.Address.AddressFamily == AddressFamily.InterNetwork))
                yield return new OwnAddress(unicast.Address, hasGateway);
        }
    }

    /// <summary>
    /// The one at which others reach this machine: neither loopback nor link-local (169.254.0.0/16, which Azure Container Apps
    /// gives replicas beside or instead of their own), one with a gateway before one without, among equals the lowest.
    /// </summary>
    /// <returns>Null: there is none.</returns>
    public static IPAddress? Choose(IEnumerable<OwnAddress> found) =>
        found.Where(own => !IPAddress.IsLoopback(own.Address) && !IsLinkLocal(own.Address))
            .OrderByDescending(own => own.HasGateway)
            .ThenBy(own => own.Address.GetAddressBytes(), Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other)))
            .FirstOrDefault()?.Address;

    private static bool IsLinkLocal(IPAddress address) => address.GetAddressBytes() is [169, 254, ..];
}

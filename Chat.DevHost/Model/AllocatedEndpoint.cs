using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address of a running endpoint: one, whatever the number of replicas behind it.</summary>
public sealed record AllocatedEndpoint(string Scheme, string Address, int Port)
{
    public string HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}");

    public string UriString => $"{Scheme}://{HostAndPort}";
}

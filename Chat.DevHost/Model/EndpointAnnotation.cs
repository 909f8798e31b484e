using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port on which a resource serves.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string? _transport;

    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">http, tcp …; the protocol if not given.</param>
    /// <param name="transport">http, http2, tcp …; follows the scheme if not given.</param>
    /// <param name="name">Unique within the resource; the scheme if not given.</param>
    /// <param name="port">The port it is reached on; a free one if not given.</param>
    /// <param name="targetPort">The port the process itself listens on.</param>
    /// <param name="isExternal">It is for the outside, not for other resources.</param>
    /// <param name="isProxied">Without effect here.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? ProtocolText;
        _transport = transport;
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    public string UriScheme { get; set; }

    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : ProtocolText);
        set => _transport = value;
    }

    public int? Port { get; set; }

    /// <summary>In a local run for one replica only, if it cannot be told its port.</summary>
    public int? TargetPort { get; set; }

    public bool IsExternal { get; set; }

    public bool IsProxied { get; set; }

    /// <summary>What speaks on it is encrypted.</summary>
    public bool TlsEnabled { get; set; }

    /// <summary>Where it is reached; null until the application starts.</summary>
    public AllocatedEndpoint? AllocatedEndpoint { get; set; }

    /// <summary>Where a replica reads the port it is to listen on.</summary>
    internal string? EnvironmentVariable { get; init; }

    internal string ProtocolText => Protocol == ProtocolType.Udp ? "udp" : "tcp";
}

using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Instances;

/// <summary>
/// Where the others reach this process; its ports are known once it listens. The host is <c>Advertise:Host</c> if set,
/// else in a container this machine's own address, else loopback. The ports are the bound ones unless something between
/// maps them: <c>Advertise:PublicPort</c>, <c>Advertise:InternalPort</c>.
/// </summary>
public sealed class AdvertisedAddress(IConfiguration configuration)
{
    private readonly int? _internalPort = configuration.GetValue<int?>("Advertise:InternalPort");
    private readonly int? _publicPort = configuration.GetValue<int?>("Advertise:PublicPort");

    internal string Host { get; } = configuration["Advertise:Host"] is { Length: > 0 } host
        ? host
        : InContainer(configuration) ? Own() : "127.0.0.1";

    public Uri Internal => Given ?? AddressOf(InternalEndpoint, _internalPort);

    public Uri Public => Given ?? AddressOf(PublicEndpoint, _publicPort);

    /// <summary>The bound one.</summary>
    public int InternalPort => InternalEndpoint?.IPEndPoint?.Port ?? 0;

    /// <summary>Of a process that does not listen by Kestrel: a simulated one.</summary>
    internal Uri? Given { get; init; }

    /// <summary>Kestrel writes the bound port into these.</summary>
    internal ListenOptions? InternalEndpoint { get; set; }

    internal ListenOptions? PublicEndpoint { get; set; }

    public static async Task ListeningAsync(IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }

    internal static bool InContainer(IConfiguration configuration) => configuration.GetValue<bool>("DOTNET_RUNNING_IN_CONTAINER");

    private Uri AddressOf(ListenOptions? endpoint, int? port) =>
        endpoint?.IPEndPoint is { Port: > 0 } bound
            ? new UriBuilder(Uri.UriSchemeHttp, Host, port ?? bound.Port).Uri
            : throw new InvalidOperationException("The process does not listen yet.");

    private static string Own() =>
        OwnAddress.Choose(OwnAddress.Read())?.ToString()
        ?? throw new InvalidOperationException(
            "This container has no IPv4 address that others could reach (only loopback or link-local ones); set Advertise:Host.");
}

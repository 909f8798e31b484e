using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Instances;

/// <summary>
/// Where the others reach this process; its ports are known once it listens. The host is <c>Advertise:Host</c> if set,
/// else in a container this machine's own address, else loopback.
/// </summary>
public sealed class AdvertisedAddress(IConfiguration configuration)
{
    private readonly string _host = configuration["Advertise:Host"] ?? (InContainer(configuration) ? OwnAddress() : "127.0.0.1");

    public Uri Internal => Given ?? AddressOf(InternalEndpoint);

    public Uri Public => Given ?? AddressOf(PublicEndpoint);

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

    private Uri AddressOf(ListenOptions? endpoint) =>
        endpoint?.IPEndPoint is { Port: > 0 } bound
            ? new UriBuilder(Uri.UriSchemeHttp, _host, bound.Port).Uri
            : throw new InvalidOperationException("The process does not listen yet.");

    private static string OwnAddress() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(nic => nic.OperationalStatus == OperationalStatus.Up && nic.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(ip => ip.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(ip))
            ?.ToString()
        ?? throw new InvalidOperationException("This container has no IPv4 address to advertise; set Advertise:Host.");
}

using Chat.Client.Connections;
using Chat.ServiceDefaults.Authentication;
using Chat.Simulation.Processes;
using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Devices;

/// <summary>A device's way to the gateways: the edge picks one.</summary>
internal sealed class SimulatedTransport(Cluster cluster, Node device, Caller caller) : IHubTransport
{
    private SimulatedSession? _session;

    /// <summary>The network between the device and its gateway breaks.</summary>
    public void Break() => _session?.Wire.Break();

    public async Task<IHubSession> ConnectAsync(string accessToken, IHubEvents events, CancellationToken cancellationToken)
    {
        var (world, weather) = (cluster.World, cluster.Weather);
        await Task.Delay(weather.Delay(), device.Clock, cancellationToken);
        if (weather.Loses() || cluster.RouteConnection() is not { } gateway)
            throw new ConnectionLostException("No gateway was reached.");

        var wire = new Wire(world, weather, caller, device, gateway.Node);
        gateway.Accept(wire);
        _session = new SimulatedSession(wire, events, device, cluster.HeartbeatsBringHeads);
        try
        {
            await _session.OpenAsync(cancellationToken);
            return _session;
        }
        catch
        {
            await _session.DisposeAsync();
            throw;
        }
    }
}

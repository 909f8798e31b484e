using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Network;

/// <summary>The processes by their addresses, <c>http://{instance}/</c>.</summary>
internal sealed class Internet(World world, Weather weather)
{
    private readonly Dictionary<string, Server> _servers = [];

    public Weather Weather => weather;

    public static Uri AddressOf(string instance) => new($"http://{instance}/");

    public void Listen(string instance, Server server) => _servers.Add(instance, server);

    public Server? Find(Uri address) => _servers.TryGetValue(address.Host, out var server) && !server.Node.IsDead ? server : null;

    /// <summary>Kills the process and breaks what others have under way with it, at once or without a word.</summary>
    public void Kill(string instance)
    {
        if (!_servers.Remove(instance, out var server))
            return;
        server.Node.Kill();
        foreach (var told in server.OnKilled.ToArray())
        {
            if (world.Chance(0.8))
                world.After(weather.Delay(), told);
        }
    }
}

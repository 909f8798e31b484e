namespace Chat.DevHost.Publishing;

/// <summary>Ports for endpoints that need one in the manifest and name none: the lowest from 8000 that nothing else has taken.</summary>
internal sealed class PortAllocator
{
    private const int First = 8000;

    private readonly HashSet<int> _taken = [];

    /// <summary>The same one until it is taken.</summary>
    public int Next()
    {
        var port = First;
        while (_taken.Contains(port))
            port++;
        return port;
    }

    public void Take(int port) => _taken.Add(port);
}

using Chat.ServiceDefaults.Instances;

namespace Chat.Presence.Tracking;

/// <summary>Tells the board when users come from other replicas.</summary>
internal sealed class ReplicaChanges(
    Board board, Owners owners, [FromKeyedServices(ServiceNames.Presence)] InstanceDirectory directory) : IHostedService
{
    private string[] _ids = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ids = owners.Ids();
        directory.Changed += OnChanged;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        directory.Changed -= OnChanged;
        return Task.CompletedTask;
    }

    private void OnChanged()
    {
        // It is also raised for what moves nobody.
        var ids = owners.Ids();
        if (ids.SequenceEqual(Interlocked.Exchange(ref _ids, ids)))
            return;

        board.Chill();
    }
}

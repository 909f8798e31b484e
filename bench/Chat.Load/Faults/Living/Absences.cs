using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Living;

/// <summary>Devices go away and come back as new processes, each about every three minutes, for 2 to 10 s. Not the probes'.</summary>
internal sealed class Absences(LoadedCrowd crowd, Random random)
{
    private const int AtOnce = 40;
    private static readonly TimeSpan Each = TimeSpan.FromMinutes(3);

    private readonly Outstanding _away = new(AtOnce);
    private readonly LoadedDevice[] _devices =
        [.. crowd.Devices.Where(device => device.Seats.All(seat => seat.Chat.Kind != ChatKind.Probe))];

    public int Away => _away.Count;

    /// <summary>Until the end; then everybody comes back.</summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task RunAsync(CancellationToken end, CancellationToken cancellation)
    {
        using var turns = new PeriodicTimer(Each / _devices.Length);
        try
        {
            while (await turns.WaitForNextTickAsync(end))
            {
                var device = _devices[random.Next(_devices.Length)];
                var time = TimeSpan.FromSeconds(2 + 8 * random.NextDouble());
                if (device.IsPresent)
                    _away.TryStart(() => GoAwayAsync(device, time, end, cancellation));
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await _away.EndedAsync(cancellation);
        }
    }

    private static async Task GoAwayAsync(LoadedDevice device, TimeSpan time, CancellationToken end, CancellationToken cancellation)
    {
        await device.DisconnectAsync();
        await Task.Delay(time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await device.ConnectAsync(cancellation);
    }
}

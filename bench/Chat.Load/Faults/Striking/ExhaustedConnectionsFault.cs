using Chat.Load.Processes;

namespace Chat.Load.Faults.Striking;

/// <summary>Takes every connection that Postgres still has to give, and each one that becomes free, for 10 s.</summary>
internal sealed class ExhaustedConnectionsFault(RunningStack stack) : IFault
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);

    public string Name => "connections-exhausted";

    public Bars Bars => Bars.Single;

    public async Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken)
    {
        var server = new Uri(stack.Of("postgres").Single().Urls.Single());
        var clock = new RunClock();
        var held = new List<PostgresConnection>();
        try
        {
            struck();
            while (clock.Now < Long)
            {
                if (await PostgresConnection.TryOpenAsync(server.Host, server.Port, cancellationToken) is { } connection)
                    held.Add(connection);
                else
                    await Task.Delay(Again, cancellationToken);
            }
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }

        return $"held {held.Count} connections";
    }
}

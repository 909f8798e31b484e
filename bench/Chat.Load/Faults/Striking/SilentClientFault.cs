namespace Chat.Load.Faults.Striking;

/// <summary>A client that connects and never reads.</summary>
internal sealed class SilentClientFault(RudeClients rude) : IFault
{
    public string Name => "client-never-reads";

    public Bars Bars => Bars.Single;

    public Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken) =>
        new Laggard(rude).RunAsync(bytesPerSecond: 0, struck, cancellationToken);
}

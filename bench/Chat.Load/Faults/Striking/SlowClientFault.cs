namespace Chat.Load.Faults.Striking;

/// <summary>A client that reads far more slowly than it is written to.</summary>
internal sealed class SlowClientFault(RudeClients rude) : IFault
{
    private const int BytesPerSecond = 64 * 1024;

    public string Name => "client-slow";

    public Bars Bars => Bars.Single;

    public Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken) =>
        new Laggard(rude).RunAsync(BytesPerSecond, struck, cancellationToken);
}

using Chat.Load.Processes;

namespace Chat.Load.Faults.Striking;

/// <summary>Fills the file system of Postgres's data folder for 10 s. Only one that is small, which the run was given for it.</summary>
internal sealed class FullDiskFault(RunningStack stack) : IFault
{
    private const long Small = 4L << 30;
    private const int Piece = 1 << 20;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    public string Name => "disk-full";

    public Bars Bars => Bars.Single;

    public async Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(stack.Folder, "postgres");
        if (!Directory.Exists(folder) || new DriveInfo(folder).TotalSize > Small)
            throw new FaultSkippedException("Postgres's data is on no small file system of its own");

        var filling = Path.Combine(folder, "filling");
        try
        {
            struck();
            var clock = new RunClock();
            await using var file = new FileStream(filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var piece = new byte[Piece];
            while (clock.Now < Long)
            {
                try
                {
                    await file.WriteAsync(piece, cancellationToken);
                }
                catch (IOException)
                {
                    // Full: what the server gives back is taken too.
                    await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
                }
            }

            return $"filled {file.Length >> 20} MiB";
        }
        finally
        {
            File.Delete(filling);
        }
    }
}

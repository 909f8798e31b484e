namespace Chat.Load.Pacing;

/// <summary>Lets the server finish what a preparation left behind, so that the measuring does not count it.</summary>
internal static class Quiet
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    public static Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Long, cancellationToken);
}

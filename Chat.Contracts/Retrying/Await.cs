namespace Chat.Contracts.Retrying;

/// <summary>How an end is awaited whose success is somebody else's business.</summary>
public static class Await
{
    /// <summary>Goes on whether the task succeeded, failed or was cancelled. <c>SuppressThrowing</c> alone would leave the
    /// captured context, as <c>ConfigureAwait(false)</c> does; in a simulation that is the scheduler which makes its runs
    /// repeat, and whatever continues elsewhere has escaped it.</summary>
    public const ConfigureAwaitOptions EitherWay =
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
}

namespace Chat.Load.Faults.Striking;

/// <param name="reason">A sentence for the table.</param>
internal sealed class FaultSkippedException(string reason) : Exception(reason);

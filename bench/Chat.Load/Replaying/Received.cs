namespace Chat.Load.Replaying;

/// <summary>A message as a device's application got it.</summary>
/// <param name="Line">-1 if it is none of this run's, or not with this room's text.</param>
internal readonly record struct Received(long Seq, int Line);

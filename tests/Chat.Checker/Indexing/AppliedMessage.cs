namespace Chat.Checker.Indexing;

/// <param name="Arrival">In order for what is not the server's: where that belongs, nobody knows.</param>
internal readonly record struct AppliedMessage(MessageApplied Message, Standing Standing, Arrival Arrival);

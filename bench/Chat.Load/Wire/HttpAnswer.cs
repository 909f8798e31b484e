namespace Chat.Load.Wire;

/// <param name="RetryAfter">What the header of that name says.</param>
internal readonly record struct HttpAnswer(int Status, TimeSpan? RetryAfter, string Body);

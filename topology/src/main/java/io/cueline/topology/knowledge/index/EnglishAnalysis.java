package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.Term;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** English words without endings, accents and the small talk of a call. Thread-safe. */
public final class EnglishAnalysis implements Analysis, AutoCloseable {

  /** Grammar, and what people say around a question without asking by it. */
  private static final CharArraySet STOP_WORDS =
      CharArraySet.unmodifiableSet(
          new CharArraySet(
              List.of(
                  """
                  a an and any are as at be been being but by for from had has have having he her here hers him
                  his i if in into is isn it its just me mine my nor not of on or our ours s she so some such t
                  than that the their theirs them then there these they this those to too us very was were will
                  with you your yours we am do does did doing done don can cannot could should would may might
                  must shall what when where which who whom whose why how whether while about again all also
                  because before both during each few more most other own same until up down over under out off
                  only once further between through above below against after ll re ve d m im id ill
                  um umm ummm uh uhh uhhh er erm ah oh hm hmm mm huh hi hey hello ok okay yes yeah yep no nope
                  please thank thanks thankyou great perfect awesome cool sure right well good fine alright
                  actually really maybe basically like know want need wondering wonder tell help let get got go
                  going gonna wanna lot bit thing things one kind kinda something anything sorry bye think guess
                  see look looking find say said mean question ask possible able
                  don't doesn't didn't can't couldn't won't wouldn't shouldn't isn't aren't wasn't
                  weren't haven't hasn't hadn't ain't i'm i've i'd i'll you're you've you'd you'll
                  we're we've we'd we'll they're they've they'd they'll he'll he'd she'll she'd
                  that'll there'll it'll let's dont doesnt didnt cant couldnt wont wouldnt shouldnt
                  isnt arent wasnt werent havent hasnt hadnt im ive youre youve theyre theyve whats
                  thats lets
                  """
                      .split("\\s+", -1)),
              true));

  private final Analyzer analyzer =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer words = new StandardTokenizer();
          TokenStream lower = new LowerCaseFilter(new EnglishPossessiveFilter(words));
          TokenStream meaning = new StopFilter(new ASCIIFoldingFilter(lower), STOP_WORDS);
          return new TokenStreamComponents(words, new PorterStemFilter(meaning));
        }

        @Override
        protected TokenStream normalize(String field, TokenStream in) {
          return new LowerCaseFilter(in);
        }
      };

  Analyzer analyzer() {
    return analyzer;
  }

  @Override
  public List<Term> terms(String text) {
    List<Term> terms = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("", text)) {
      CharTermAttribute stem = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        int start = offset.startOffset();
        int end = offset.endOffset();
        terms.add(new Term(stem.toString(), text.substring(start, end), start, end));
      }
      stream.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading a string", impossible);
    }
    return terms;
  }

  @Override
  public void close() {
    analyzer.close();
  }
}

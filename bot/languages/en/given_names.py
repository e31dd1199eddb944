"""Given names that tell a woman from a man, so that "she" is not taken for him."""

FEMALE = frozenset(
    """
    abigail ada adele agnes aisha alexandra alice alicia alison amanda amelia amina amy ana andrea angela angelina
    anita ann anna anne annette annie aretha astrid audrey barbara beatrice becky belinda bella bernadette beth
    bethany betty beverly beyoncé bonnie brenda bridget brigitte britney camilla carla carmen carol carole caroline
    carrie catherine cecilia celia celine charlotte cher cheryl chloe christina christine cindy claire clara claudia
    connie courtney crystal cynthia daisy danielle dawn debbie deborah denise diana diane dolly dolores dora doris
    dorothy edith eileen elaine eleanor elena elisabeth elizabeth ella ellen eloise elsa emily emma erica erika
    esther ethel eugenia eunice eva eve evelyn faith fatima felicity fiona florence frances freda gabriela gail
    georgia geraldine gertrude gillian gina gladys gloria grace greta gwen hannah harriet hazel heather heidi helen
    helena henrietta hilary hilda hillary holly ida imogen ines ingrid irene iris isabel isabella isobel ivy
    jacqueline jane janet janice jasmine jean jeanne jennifer jenny jessica jill joan joanna joanne josephine joy
    joyce juanita judith judy julia juliana julie juliet june karen kate katherine kathleen kathryn kathy katie katy
    kayla kimberly kirsten kristen kylie lana laura lauren leah leila lena lily linda lisa liz lois loretta lorraine
    louise lucille lucy lydia lynn mabel madeleine madonna maggie mandy marcia margaret maria mariah marian marie
    marilyn marina marjorie martha mary matilda maud maureen mavis maya megan melanie melinda melissa mercedes meryl
    mia michelle mildred miley mindy miranda miriam moira molly mona monica muriel myra nadia nancy naomi natalie
    natasha nellie nicola nicole nina nora norma olga olive olivia pamela patricia patsy paula pauline pearl peggy
    penelope penny phoebe phyllis pippa polly priscilla priya rachel ramona rebecca regina renee rhonda rita roberta
    rosa rosalind rose rosemary rosie ruby ruth sabrina sadie sally samantha sandra sara sarah selena serena shannon
    sharon sheila shirley sierra simone sofia sonia sophia sophie stacey stella stephanie sue susan susanna suzanne
    sylvia tamara tammy tanya tara teresa tess thelma theresa tina toni tracy ursula valerie vanessa vera veronica
    victoria viola violet virginia vivian wanda wendy whitney wilma winifred winnie yasmin yoko yolanda yvonne zadie
    zoe
    """.split()
)

MALE = frozenset(
    """
    aaron abdul abraham adam adrian ahmed al alan albert alec alejandro alexander alfonso alfred ali allan allen
    alvin amir anders andre andrew andy angus anthony antonio archibald archie arnold arthur barack barney barry
    bart basil ben benjamin bernard bill billy bob bobby boris brad bradley brendan brent brett brian bruce bryan
    burt byron calvin carl carlos cecil cedric charles charlie chester chris christian christopher clarence clark
    claude clifford clint clive colin conrad craig curtis cyril dale damian dan daniel danny darren dave david dean
    dennis derek desmond dick diego dieter dirk dominic don donald doug douglas drew dudley duncan dustin dwight
    earl eddie edgar edmund eduardo edward edwin eli elijah elliott elmer elton elvis emmanuel enrique eric ernest
    ernie erwin eugene evan fabio felix ferdinand fernando floyd francis francisco frank franklin franz fred
    frederick gareth garry gary gavin gene geoff geoffrey george gerald gerard gilbert giovanni glen glenn gordon
    graham grant greg gregory guillermo gus guy hamid hank hans harold harry harvey hassan hector heinrich henri
    henrik henry herbert herman homer horace howard hubert hugh hugo humphrey ian ibrahim igor immanuel isaac ismail
    ivan jack jacob jacques jaime jake jamal james jan jared jason javier jay jeff jeffrey jeremiah jeremy jerome
    jerry jesse jesus jim jimmy jiří joe joel john johnny jon jonathan jorge jose joseph joshua josé juan julian
    julio julius justin karl karlheinz keith ken kenneth kevin klaus kofi kurt kyle lance larry lars laurence
    lawrence lee len leo leon leonard leonardo leroy leslie lester lewis liam lionel lloyd lorenzo louis lucas luis
    luke malcolm manuel marc marcel marco marcus mario mark marshall martin marvin matt matthew maurice max melvin
    michael miguel mike miles mohamed mohammed morris moses muhammad nathan nathaniel ned neil nelson nicholas nick
    nigel nils nirmal noah noel norman oliver omar oscar oskar osvaldo otto owen pablo patrick paul pedro percy pete
    peter phil philip phillip pierre quentin quincy rafael ralph ramon randy raphael raul ray raymond reggie
    reginald rené rex ricardo richard rick ricky rob robert roberto robin rod roderick rodney roger roland rolf
    roman ron ronald ronnie ross roy rudolf rufus rupert russell ryan salman salvador sam samuel santiago scott sean
    sebastian sergei seth shane sidney simon solomon spencer stan stanley stefan stephen steve steven stewart stuart
    syd sylvester ted terence terry theodore thomas tim timothy toby todd tom tommy tony travis trevor tyler ulrich
    ulysses vernon victor vincent vladimir wallace walt walter warren wayne wesley wilbur wilfred will willem
    william willie willy winston wolfgang woody xavier zachary zeke
    """.split()
)
